package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			facts := struct {
				Version  string `json:"version"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
				Esbuild  string `json:"esbuild,omitempty"`
			}{version(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, linker()}
			if a.json {
				return json.NewEncoder(a.stdout).Encode(facts)
			}
			line := fmt.Sprintf("paintbox %s (%s, %s", facts.Version, facts.Go, facts.Platform)
			if facts.Esbuild != "" {
				line += ", esbuild " + facts.Esbuild
			}
			_, err := fmt.Fprintln(a.stdout, line+")")
			return err
		},
	}
}
