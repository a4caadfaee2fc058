"""The commands below ``detente train``."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli_options import SettingsOption, choose_settings

train_app = typer.Typer(help="Train the models that ship with the package.", no_args_is_help=True, rich_markup_mode=None)

BaseOption = Annotated[
    Path,
    typer.Option("--base", metavar="DIR", help="all-MiniLM-L6-v2: model.safetensors and tokenizer.json (docs/training.md)."),
]


@train_app.command("statements", short_help="Train the tagger and linker of statements.")
def train_statements(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    base: BaseOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the model and its checkpoint go.")],
    polnear: Annotated[
        Path | None,
        typer.Option("--polnear", metavar="FILE", help="Articles with attributions, JSON lines; one in ten is kept back."),
    ] = None,
    bank: Annotated[
        list[Path] | None, typer.Option("--bank", metavar="FILE", help="The bank; only its train part is used; may be repeated.")
    ] = None,
    start: Annotated[
        Path | None, typer.Option("--start", metavar="FILE", help="weights.safetensors of an earlier run, to go on from.")
    ] = None,
    epochs: Annotated[float | None, typer.Option("--epochs", min=0.001, help="Passes over the data.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same weights on the same machine.")] = 0,
    settings: SettingsOption = None,
) -> int:
    """Train the statement model, quantise it and write it into a folder that the setting 'model' can name.

    Needs the extra 'train' (torch). A run that was broken off goes on from its checkpoint when it is started again.

    \b
      detente train statements --base all-MiniLM-L6-v2 --polnear polnear_train.jsonl --bank bank/bank.jsonl -o model
      DETENTE_MODEL=model detente evaluate attribution polnear_dev.jsonl
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import train

    train(
        base,
        output,
        polnear=polnear,
        bank=bank or [],
        start=start,
        epochs=epochs,
        seed=seed,
        settings=choose_settings(context, settings),
    )
    return 0


@train_app.command("events", short_help="Train the typing of what passes between two parties.")
def train_events(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    base: BaseOption,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the model and its checkpoints go.")],
    rows: Annotated[
        Path | None, typer.Option("--rows", metavar="DIR", help="Relation rows; only their train part is used.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Research pairs: JSON lines with text, source, target, type.")
    ] = None,
    folds: Annotated[
        int, typer.Option("--folds", min=0, help="Ship nothing; tell how well so many folds of the pairs are typed.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same weights on the same machine.")] = 0,
    settings: SettingsOption = None,
) -> int:
    """Train the relation model, quantise it and write it into a folder.

    Needs the extra 'train' (torch). A run that was broken off goes on from its checkpoints when it is started again.

    \b
      detente train events --base all-MiniLM-L6-v2 --rows bank/relations --pairs plv_train.jsonl -o model
      detente train events --base all-MiniLM-L6-v2 --rows bank/relations --pairs plv_train.jsonl -o folds --folds 5
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import train_relations

    train_relations(base, output, rows=rows, pairs=pairs, folds=folds, seed=seed, settings=choose_settings(context, settings))
    return 0


@train_app.command("confidence", short_help="Fit how sure statements are.")
def train_confidence(
    context: typer.Context,
    polnear: Annotated[
        Path, typer.Option("--polnear", metavar="FILE", help="The same articles; those kept from training are used.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The table to write: calibration.tsv.")],
    settings: SettingsOption = None,
) -> int:
    """Fit the weights that turn the model's doubts into the confidence of a statement, on articles kept from training.

    Needs no extra. To be done after every training.

    \b
      detente train confidence --polnear polnear_train.jsonl -o src/detente/data/statements/calibration.tsv
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import calibrate

    calibrate(polnear, output, choose_settings(context, settings))
    return 0


@train_app.command("event-confidence", short_help="Fit how sure events are.")
def train_event_confidence(  # noqa: PLR0917  options are arguments to typer
    context: typer.Context,
    gold: Annotated[
        list[Path],
        typer.Option("--gold", metavar="FILE", help="Articles of the bank, relation rows or code sentences; may be repeated."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The weights to write: event-weights.npz.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FILE", help="JSON lines with id, text and published, for gold that names texts by id."),
    ] = None,
    part: Annotated[list[str] | None, typer.Option("--part", metavar="NAME", help="Parts to use; may be repeated.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same weights on the same machine.")] = 0,
    settings: SettingsOption = None,
) -> int:
    """Fit the network that weighs what the tables propose, on texts whose events are known; by default on their train parts.

    Needs the extra 'train' (torch). To be done after every training of the statement model, whose encoder it reads, and after
    larger changes of the tables.

    \b
      detente train event-confidence --gold bank/bank.jsonl --gold bank/relations.jsonl -o model/event-weights.npz
    """  # noqa: D301  \b is click\'s mark for lines that stay as they are
    from detente.commands import fit_event_confidence

    fit_event_confidence(gold, texts, output, tuple(part or ["train"]), seed, choose_settings(context, settings))
    return 0
