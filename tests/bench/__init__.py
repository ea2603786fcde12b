"""Speed as ratios within one run: `python -m tests.bench` measures and judges nothing."""
