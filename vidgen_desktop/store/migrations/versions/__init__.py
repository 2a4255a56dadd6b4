"""One file per revision; `store.migrate.OWN` lists them."""
