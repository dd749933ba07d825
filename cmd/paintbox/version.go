package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the tool's version; make build sets it (-ldflags -X main.release=…).
var release string //nolint:gochecknoglobals // the linker sets variables only

// version is the release, or what the go command knows of a build without one.
func version() string {
	if release != "" {
		return release
	}
	if built, ok := debug.ReadBuildInfo(); ok && built.Main.Version != "" {
		return built.Main.Version
	}
	return "(devel)"
}

// linker is the version of esbuild that is built in, "" where the binary does
// not tell.
func linker() string {
	if built, ok := debug.ReadBuildInfo(); ok {
		for _, m := range built.Deps {
			if m.Path == "github.com/evanw/esbuild" {
				return m.Version
			}
		}
	}
	return ""
}

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
