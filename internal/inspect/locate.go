package inspect

import (
	"net/url"
	"path"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// locate finds the file that a URL means in a file of the directory dir; nil
// where it means none of this build. Where the build will be published is not
// known: of a path from the server's root, leading parts may be the public path
// ("/app/assets/main.js"), and the root may be any directory above dir
// ("browser/"). URLs of other servers count where the file's name is hashed,
// because then it can only be a copy of ours.
func (s *site) locate(dir, ref string) *asset.File {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || u.Path == "" || u.Opaque != "" || strings.HasSuffix(u.Path, "/") {
		return nil
	}
	if u.Host == "" && !strings.HasPrefix(u.Path, "/") {
		return s.build.File(path.Join(dir, u.Path))
	}
	roots := []string{""}
	for d := path.Clean(dir); d != "."; d = path.Dir(d) {
		roots = append(roots, d)
	}
	for name := strings.TrimLeft(path.Clean(u.Path), "/"); name != ""; _, name, _ = strings.Cut(name, "/") {
		for _, root := range roots {
			if f := s.build.File(path.Join(root, name)); f != nil && (u.Host == "" || f.Immutable) {
				return f
			}
		}
	}
	return nil
}
