"""The evaluation report: paper, embedded record and signatures."""
