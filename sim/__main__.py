"""python -m sim is orgsim."""

from sim.cli import main

if __name__ == "__main__":
    main()
