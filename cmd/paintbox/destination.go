package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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
		case published != "" && inside(realFile(published), real):
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

// writeOut writes a file that the user names: a regular one whole or not at all,
// also where a symbolic link leads to it, and the directories above it. What
// exists and is no regular file, such as a device or a pipe, is written into.
func writeOut(file string, data []byte) error {
	info, err := os.Stat(file)
	if err == nil && (!info.Mode().IsRegular() || openStream(file)) {
		return writeInto(file, data)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file = realFile(file)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return replaceFile(file, data)
}

// openStream reports whether a path names a file that a process has open, such
// as /dev/stdout: whoever opened it would not see what replaces it.
func openStream(file string) bool {
	file = filepath.ToSlash(filepath.Clean(file))
	return strings.HasPrefix(file, "/dev/") || strings.HasPrefix(file, "/proc/")
}

func writeInto(file string, data []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// realFile makes a path absolute and follows the symbolic links of the part of
// it that exists, and a last one that leads nowhere yet.
func realFile(file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	dir := filepath.Dir(file)
	if dir == file {
		return file
	}
	dir = realFile(dir)
	const maxLinks = 40 // as Linux does
	file = filepath.Join(dir, filepath.Base(file))
	for range maxLinks {
		link, err := os.Readlink(file)
		if err != nil {
			break
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(file), link)
		}
		file = link
	}
	return file
}

// inside reports whether a path is in a directory, by their names.
func inside(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}
