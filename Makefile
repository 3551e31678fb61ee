# Two commands do all their own set-up on a fresh clone: `make run` and `make test`.
.PHONY: run test check bench soak wheel format clean

run:
	@sh tools/bootstrap.sh run
	@exec .venv/bin/arpent run --demo

test:
	@sh tools/bootstrap.sh test
	@exec .venv/bin/python tools/test.py

check:
	@sh tools/bootstrap.sh test
	@exec .venv/bin/python tools/check.py

bench:
	@sh tools/bootstrap.sh test
	@exec .venv/bin/python -m benchmarks

soak:
	@sh tools/bootstrap.sh test
	@exec .venv/bin/python -m tests.soak

wheel:
	@sh tools/bootstrap.sh test
	@.venv/bin/python -m uv build --wheel

format:
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .
	@find src -name '*.html' -exec .venv/bin/djade {} +
	@node_modules/.bin/biome check --write

clean:
	rm -rf .venv node_modules dist src/arpent/site/static/dist
