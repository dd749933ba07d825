package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

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

// replaceFile writes a file so that it is either as before or complete.
func replaceFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error that matters is err
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
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
