package main

import (
	"os"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/pathname"
)

// destinations checks, before any work is done, the files that reports and the
// baseline go to. published is a directory that Paintbox fills, "" for none: the
// next build would refuse or remove what else is in it.
func (j *judge) destinations(published string) error {
	taken := map[string]bool{}
	check := func(flag, file string) error {
		if file == "" {
			return nil
		}
		real := realFile(file)
		info, err := os.Stat(file)
		switch {
		case err == nil && info.IsDir():
			return usageError("name a file, such as "+filepath.ToSlash(filepath.Join(file, "sizes.json")), "%s: %s is a directory", flag, file)
		case err == nil && !info.Mode().IsRegular():
			return nil // a device or pipe takes what comes
		case taken[real]:
			return usageError("give each a file of its own", "%s: %s is written twice", flag, file)
		case published != "" && pathname.Within(realFile(published), real):
			return usageError("put it elsewhere: the next build replaces everything in its output directory", "%s: %s is inside the output directory", flag, file)
		}
		taken[real] = true
		return nil
	}
	for _, o := range j.outputs {
		if err := check("--reporter "+o.format, o.file); err != nil {
			return err
		}
	}
	return check("--write-baseline", j.write)
}
