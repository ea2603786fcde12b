"""The rules of the trade: pure values and functions, no input or output.

Where a rule stands:

* Forms: `model` and `toml_model` (kinds of value), `canonical` (bytes and hashes), `exact`
  (numbers), `text`, `slug`, `crockford`, `moments`, `errors` (sentences for people),
  `schema_problems`.
* Files: `utf8`, `toml_text`, `rulefile`, `candidatefile` with `candidate_entries`, `csv_table`,
  `scorefile`.
* The rule set: `rules` with `rule_types`, `criterion_rules`, `panel_rules`, `ranking_rules`,
  `contract_rules`; its checks in `rule_checks` with `rule_draft`, `stand_ins`, `rule_ids`,
  `rule_panels`, `rule_lots`, `rule_points`, `rule_weights`, `rule_scales`, `rule_ties`, `rule_law`,
  `rule_papers`, `rule_evidence`; `announced_points` shows weights as points; `scale` says what a
  score is worth; `terms` and `holidays`.
* A tender under way: `tender`, `application`, `gates`, `evidence` with `evidence_rules`, `codes`,
  `dossier`, `acts`, `people`, `package`, `sheet`, `consensus` with `decisions`; `audit` with
  `anchor`, checked in `audit_check` with `event_bodies`, seen by outsiders as `shown_log`;
  `clarification` and `same_entity` are what is asked and weighed, `reconciliation` what became
  of every application.
* Rounds: `rounds` says how a later one follows, `counting` which score counts then,
  `round_chain` checks it in a record; `renewals` are newer cards. `revisions` of a package before
  its round is open, checked in `revision_chain`; `carry_over` after an erratum.
  Before the opening: `excuses`, `reopenings`; `standby` is who scores in case of stepping in; all
  checked in `exception_chain`. What their files have in common is `round_manifest`.
* People who leave: `conflicts` of interests as cases, `panel_changes` (recusal, replacement),
  `seats` (who must score what), `quorum` (whose scores count).
* Anonymity: `identifying` makes search terms of applications, `names_in_text` finds them with
  `letters` made plain after a `quick_look`, `name_decisions` say what stays or is masked.
* The course: `phases`, `lifecycle` (when a step may be taken, by whom), `roles` (who sees what),
  `archive`.
* Beside the normal course: `register` lists what can happen, `registered_event` what each has:
  `withdrawals` with `reserves`, `suspension`, `errata`, `selection_decision`.
* From scores to who is chosen: `completeness`, `lot_numbers`, `scoring` with `column` and
  `scoring_reasons`, `thresholds`, `rank_sum`, `ranking`, `ties`, `ranked`, `lot_ranking`;
  `exclusions` below a threshold; `calculation` does it for files, `recount` for what was sealed.
* Several lots: `lot_division` with `allocation`, `lot_offers`, `allocated_ranking`;
  `lot_overview` shows them side by side, with `follow_ups` of open places.
* Equals: `draw`, `draw_record`, `draw_check`, `drawn_ranking`; `draw_entries` in the register;
  `tie_decisions` where the rules say nothing, `tie_orders` for both.
* The record: `record`, checked in `verification` with `record_chain`, `act_chain`,
  `application_check`, `log_check` with `log_order`, `decision_log` and `kept_heads`,
  `ranking_check` and `outcome_check`; `printed` is what paper shows, `variants` what others may
  see, checked in `variant_check`; `record_file` is the record on its own, `unsigned` who does not
  sign.
* Agreement: `agreement` with `analysis` (its answer), `score_table`, `reliability`, `concordance`,
  `icc`.
* Robustness: `robustness` with `robustness_answer`, `robustness_notes`, `lot_robustness`,
  `studied_lot`, `leave_one_out`, `resampling`, `resamples`, `panel_arithmetic`, `rank_counts`,
  `weight_draws`, `weight_intervals`, `flips`.
"""
