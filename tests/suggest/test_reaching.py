from __future__ import annotations

import socket

import pytest

from coder.errors import CoderError, UsageError
from coder.suggest import reaching
from coder.suggest.reaching import refuse_unreachable


@pytest.mark.parametrize("form", ["tcp://127.0.0.1:{}", "127.0.0.1:{}", "tls://127.0.0.1:{}", "tcp://localhost:{}"])
def test_a_port_that_listens_answers(form: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        refuse_unreachable(form.format(server.getsockname()[1]))


def test_a_port_where_nothing_listens_does_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CoderError, match=f"no Dask scheduler answers at tcp://127.0.0.1:{port}") as caught:
        refuse_unreachable(f"tcp://127.0.0.1:{port}")
    assert caught.value.exit == 1
    assert "dask scheduler" in caught.value.hint


@pytest.mark.parametrize("address", ["", " ", "tcp://", "tcp://:8786", "host:port", "tcp://host:99999", "tcp://[::1"])
def test_what_is_no_address_is_a_usage_error(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a scheduler"):
        refuse_unreachable(address)


def test_names_that_lead_nowhere_do_not_answer() -> None:
    with pytest.raises(CoderError, match="no Dask scheduler answers"):
        refuse_unreachable("tcp://no-such-host.invalid:8786", 1)
    with pytest.raises(CoderError, match="no Dask scheduler answers"):
        refuse_unreachable("tcp://" + "a" * 70 + ".invalid:8786", 1)


def test_what_dask_reaches_otherwise_is_left_to_it() -> None:
    refuse_unreachable("inproc://10.0.0.1/9/1")


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "find_spec", lambda name: None)
    with pytest.raises(CoderError, match="cannot use a cluster") as caught:
        refuse_unreachable("tcp://127.0.0.1:8786")
    assert "coder[cluster]" in caught.value.hint
