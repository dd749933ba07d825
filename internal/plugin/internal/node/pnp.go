package node

import (
	"net/url"
	"os"
	"path/filepath"
)

// plugnplay are the arguments by which Node finds the packages of a project that Yarn
// installed without node_modules: its scripts, as "yarn node" loads them. None for any other.
func plugnplay(dir string) []string {
	for at := dir; ; at = filepath.Dir(at) {
		if isFile(filepath.Join(at, ".pnp.cjs")) {
			args := []string{"--no-warnings", "--require", filepath.Join(at, ".pnp.cjs")}
			if loader := filepath.Join(at, ".pnp.loader.mjs"); isFile(loader) {
				args = append(args, "--experimental-loader", (&url.URL{Scheme: "file", Path: filepath.ToSlash(loader)}).String())
			}
			return args
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
