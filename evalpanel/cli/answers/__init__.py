"""What commands answer with `--json`, a model per answer; `schemas/` is generated from them."""
