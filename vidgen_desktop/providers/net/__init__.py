"""The ground all providers over a network stand on.

A provider opens a client (`client`), sends each create once (`buying`), looks after its job
(`polling`) and fetches the result (`download`); what goes wrong becomes a plain sentence in
`faults`. Nothing here is imported before a provider is first used.
"""
