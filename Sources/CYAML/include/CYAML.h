#pragma once
// The door to libyaml: loaded from libyaml-0.so.2 when first called. Call cephlua_door_yaml_open first.

#include <yaml.h>

/// Loads libyaml; thread-safe, once. NULL, or why it could not be loaded.
const char *cephlua_door_yaml_open(void);
