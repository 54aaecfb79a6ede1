"""An import contract: a module reaches into another one only at its public files.

Source: DESIGN §5. The other contracts of pyproject.toml say who may call whom; this one says where.
"""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FacadeContract(Contract):
    """`motcua.a` may import `motcua.b.<file>` only where `<file>` is public or `b` exempt."""

    type_name = "facade"

    public = fields.SetField(subfield=fields.StringField())
    exempt = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 import-linter's signature
        """Find every import that enters another module elsewhere than at its facade."""
        (root,) = self.session_options["root_packages"]
        found = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._trespasses(importer.split("."), imported.split("."), root)
        )
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import and say where the entrance is."""
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} imports {imported}", bold=False)
        allowed: Any = ", ".join(sorted(self.public))  # type: ignore[call-overload]  # a field holds its value
        output.print_error(f"Enter another module only by: {allowed}.", bold=False)

    def _trespasses(self, importer: list[str], imported: list[str], root: str) -> bool:
        names_a_file = len(imported) > 2  # noqa: PLR2004 root.module.file
        if imported[0] != root or not names_a_file or importer[1:2] == imported[1:2]:
            return False
        if imported[1] in self.exempt or importer[1:2] == ["conf"]:  # type: ignore[operator]  # as above
            return False
        return imported[2] not in self.public  # type: ignore[operator]  # as above
