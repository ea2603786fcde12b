"""The kind of value that people write in TOML files: keys exactly as the contract names them."""

from pydantic import ConfigDict

from evalpanel.domain.model import Model


class TomlModel(Model):
    """A value whose keys are the TOML keys only, whatever its attributes are called."""

    model_config = ConfigDict(validate_by_name=False)
