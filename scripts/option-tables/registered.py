"""The sections that the options of a file are registered in, by the file's own calls."""

import ast


def of_file(tree, option, called, constant):
    """Every (section, option) that a file registers; of what cannot be told without running it, nothing."""
    assigned = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
                for target in node.targets if isinstance(target, ast.Name)}

    def options(node, depth=0):
        """The options in an expression: a list, a sum of lists, or the name of one."""
        if isinstance(node, ast.Call) and option(node):
            return [option(node)]
        if isinstance(node, ast.Name):
            return options(assigned[node.id], depth + 1) if node.id in assigned and depth < 9 else []
        return [each for child in ast.iter_child_nodes(node) for each in options(child, depth)]

    def section(node):
        """The name of a group: a text, an OptGroup, or the name of either."""
        if isinstance(node, ast.Name):
            node = assigned.get(node.id)
        if isinstance(node, ast.Call) and called(node) == "OptGroup":
            names = node.args[:1] + [word.value for word in node.keywords if word.arg == "name"]
            node = names[0] if names else None
        text = constant(node) if node is not None else None
        return text if isinstance(text, str) else None

    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and (called(node) or "").startswith("register_") and node.args):
            continue
        groups = node.args[1:2] + [word.value for word in node.keywords if word.arg == "group"]
        place = section(groups[0]) if groups else "DEFAULT"
        if place:
            found += [(place, each) for each in options(node.args[0])]
    return found
