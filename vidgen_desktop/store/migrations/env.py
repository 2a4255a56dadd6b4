"""Alembic's entry: runs the migrations on the connection that `store.migrate` holds."""

from alembic import context

connection = context.config.attributes["connection"]
# The caller began the transaction and ends it, so that all migrations happen or none.
context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
