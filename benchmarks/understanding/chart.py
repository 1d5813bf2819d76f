"""The figures of one run as a table and a picture.

uv run --with altair --with vl-convert-python python -m benchmarks.understanding.chart
"""

import json

from benchmarks.understanding.__main__ import FIGURES

PICTURE = FIGURES.with_suffix(".svg")
BLUE, GREY, ORANGE = "#1f6feb", "#8b949e", "#d9730d"


def table(rows: list[dict]) -> str:
    """Markdown: accuracy on the content as it is, latency and memory at each size."""
    sizes = [f"p50 / p99 ms, {size}" for size in ("7 thousand", "100 thousand", "1 million")]
    heads = ["", "right", "asked back", "confidently wrong", "false answers", *sizes]
    heads += ["index, 1 million", "memory, 1 million"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name in dict.fromkeys(row["engine"] for row in rows):
        small, middle, large = (row for row in rows if row["engine"] == name)
        lines.append(
            f"| {name} | {small['right']} % | {small['asked']} % | {small['wrong']} % "
            f"| {small['false']} % | {_times(small)} | {_times(middle)} | {_times(large)} "
            f"| {large.get('build_s', '–')} s | {large.get('memory_mb', '–')} MB |"
        )
    return "\n".join(lines)


def _times(row: dict) -> str:
    return f"{row['p50_ms']} / {row['p99_ms']}" if "p50_ms" in row else row["failed"]


def draw(rows: list[dict]) -> None:
    """Right, confidently wrong and false answers of every engine, side by side."""
    import altair as alt

    kinds = {"right": "benar", "wrong": "salah dengan yakin", "false": "menjawab yang di luar isi"}
    data = [
        {"mesin": row["engine"], "ukuran": label, "persen": row[key]}
        for row in rows
        if not row["size"]
        for key, label in kinds.items()
    ]
    order = [
        row["engine"] for row in sorted(rows, key=lambda r: -r.get("right", 0)) if not row["size"]
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X("persen:Q", title="% dari pertanyaan", scale=alt.Scale(domain=[0, 100])),
        y=alt.Y("mesin:N", sort=order, title=None),
        yOffset=alt.YOffset("ukuran:N", sort=list(kinds.values())),
        color=alt.Color(
            "ukuran:N",
            title=None,
            sort=list(kinds.values()),
            scale=alt.Scale(domain=list(kinds.values()), range=[BLUE, ORANGE, GREY]),
            legend=alt.Legend(orient="bottom"),
        ),
    )
    bars = base.mark_bar()
    numbers = base.mark_text(align="left", dx=3, fontSize=9).encode(text="persen:Q")
    chart = (bars + numbers).properties(width=520, height=420, background="white")
    chart.save(str(PICTURE))


if __name__ == "__main__":
    measured = json.loads(FIGURES.read_text(encoding="utf-8"))["rows"]
    print(table(measured))
    draw(measured)
