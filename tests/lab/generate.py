"""Random networks."""


def network(seed, lacking):
    raise NotImplementedError
