"""Schema migrations: `NNNN_expand_*` adds, `NNNN_contract_*` takes away after the code moved on."""
