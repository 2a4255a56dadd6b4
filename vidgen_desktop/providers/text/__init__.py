"""How a text model is asked for scripts and storyboards, whatever server it runs on."""
