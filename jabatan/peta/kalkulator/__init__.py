"""Pure rules of the position map: workload, NIP, retirement, length of service, job match."""
