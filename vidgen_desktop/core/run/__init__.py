"""Inside a run: what the pipeline's loop stands on."""
