"""Who says, thinks, knows or wants what: cue, content, source, and the chain of sources."""
