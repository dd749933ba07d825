package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is a way to write a report, as documentation and completion show it.
type Format struct {
	Name string
	Help string
}

// format is a row of the table.
type format struct {
	Format
	write func(io.Writer, *Report, Options) error
}

// formats is the one table of formats, the default first.
func formats() []format {
	return []format{
		{Format{"text", "for the terminal"}, writeText},
		{Format{"json", "everything, in a documented schema"}, writeJSON},
		{Format{"markdown", "for a comment on a pull request"}, writeMarkdown},
		{Format{"github", "annotations of a GitHub workflow"}, writeGitHub},
		{Format{"junit", "JUnit XML, one test for every budget"}, writeJUnit},
		{Format{"sarif", "SARIF 2.1.0, for code scanning"}, writeSARIF},
	}
}

// Formats lists the formats, the default first.
func Formats() []Format {
	rows := formats()
	list := make([]Format, len(rows))
	for i, f := range rows {
		list[i] = f.Format
	}
	return list
}

// Write writes the report in the named format. An unknown name is an error that
// lists the known ones.
func Write(w io.Writer, name string, r Report, o Options) error {
	rows := formats()
	i := slices.IndexFunc(rows, func(f format) bool { return f.Name == name })
	if i < 0 {
		names := make([]string, len(rows))
		for i, f := range rows {
			names[i] = f.Name
		}
		return fmt.Errorf("unknown report format %q (one of %s)", name, strings.Join(names, ", "))
	}
	if err := rows[i].write(w, &r, o); err != nil {
		return fmt.Errorf("report %s: %w", name, err)
	}
	return nil
}
