"""Pictures of relations: Altair charts that are written as SVG, PNG or HTML, offline."""
