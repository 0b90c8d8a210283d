"""Whether a topic can be compared by its meaning: without the model a search goes on by words and names."""

from __future__ import annotations

import logging

import numpy as np
from numpy.typing import NDArray

from index.encoding import Encoder
from index.errors import FolderUnwritable, ModelUnusable

__all__ = ["Meaning"]

_log = logging.getLogger(__name__)


class Meaning:
    """The encoder of a search, as long as it can be asked; ``off`` says in a sentence why it cannot, "" while it can.

    One that is not ``patient`` waits for no model: until somebody else has loaded it, topics have no meaning.
    """

    def __init__(self, encoder: Encoder, *, patient: bool = True, off: str = "") -> None:
        self.encoder = encoder
        self.patient = patient
        self.off = off

    def vector(self, topic: str) -> NDArray[np.float32] | None:
        """The vector of a topic; None where meaning is left out, the first time with a line in the log."""
        if self.off or not (self.patient or self.encoder.ready):
            return None
        return self.loaded(topic)

    def loaded(self, topic: str) -> NDArray[np.float32] | None:
        """The same, whoever has to wait for the model."""
        if self.off:
            return None
        try:
            vectors = self.encoder.encode_queries([topic])
        except (ModelUnusable, FolderUnwritable) as error:
            # A model that is there and did not do it this once, for want of memory, may do the next.
            if not self.encoder.ready:
                self.off = str(error)
            _log.warning("%s Until then searches go by words and names, not by meaning.", error)
            return None
        vector: NDArray[np.float32] = vectors[0]
        return vector
