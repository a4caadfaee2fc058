"""Relations between two states: tone, pressure, change, who moves first, and what is on the table.

``intake`` reads a store; all else is arithmetic on what it gives: ``observe`` → ``tone``, ``pressure``, ``changes``,
``reciprocity`` → ``verdict`` → ``assess``.
"""
