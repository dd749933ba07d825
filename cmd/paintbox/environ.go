package main

import "strings"

// environment is the process's environment by name.
func (a *app) environment() map[string]string {
	all := make(map[string]string, len(a.environ))
	for _, entry := range a.environ {
		if name, value, ok := strings.Cut(entry, "="); ok && name != "" { // Windows has =C:=C:\\…
			all[name] = value
		}
	}
	return all
}
