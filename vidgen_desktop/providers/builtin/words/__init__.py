"""Reading what a person wrote: language, sentences, script marks, key words."""
