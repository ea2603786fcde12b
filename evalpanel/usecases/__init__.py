"""What people want to do with evalpanel: one function per wish.

Where a wish stands:

* What many use: `ports` and `storage_ports` (what adapters provide), `journal` (the log),
  `handing_out` (files that leave), `file_kinds` (what a file is by its ending), `acts` of two
  persons with `confirming`, `days` that are typed, `sights` (who may see something now).
* A tender: `tenders`, `lifecycle` and `course`, `planning`, `amending` after an erratum; what is
  next in `overview`, `preparation` and `open_matters`.
* Candidates: `applications`, `admitting`, `evidence`, `gates` with `gate_lines`, `clarifying`,
  `same_entities`, `withdrawing`; what became of all in `reconciling`.
* Dossiers and names: `dossiers`, `searching_names` before the panel sees them, `deciding_names`;
  `names_in_reasons` and `names_in_decisions` over `written_texts`.
* The panel: `inviting`, `declaring`, `my_invitation`, `panel`, `conflicts`, `panel_changes` with
  `taking_seats` and `empty_seats`.
* A round goes out: `readiness`, `assigning`, `packing`, `issuing`, `issued_rounds` of
  `kept_packages`; a revision: `revision_needs`, `revising`, `receiving_revisions`.
* A member alone: `opening_package`, `scoring` with `loaded_scores`, `former_round` for Delphi,
  `carrying_over` after an erratum, `sealing`; `excusing`, `standing_by` and `reopening` beside it,
  with `round_files` and `release_keys`.
* The sheets: `merging`, `sealed_before`, `standing_seals`, `peeling`, `rounds` (opening and
  closing), `meeting` and `consensus`.
* The outcome: `ranking`, `excluding`, `deciding_ties`, `open_draws`, `drawing` with `draw_inputs`,
  `lots`, `deciding`.
* The report: `recording`, `reporting`, `report_state`, `report_codes`, `own_part`, `not_signing`,
  `variant_reports`, `record_files`; checked in `verification`.
* The workspace: `identities`, `beginning_anew`, `placing`, `backups`, `health`,
  `checking_workspace` with `stored_flaws`, `verifying_log` with `own_anchors`.
"""
