"""The grammar of temporal expressions as data: vocabulary, macros, rule families, modifiers, guards,
holidays.
"""
