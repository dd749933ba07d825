package npm

import (
	"fmt"
	"regexp"
	"strconv"
)

// Version turns what "git describe --tags --always --dirty" says into a version
// that npm takes: the tag's own on the tag (v1.4.0 is 1.4.0), a prerelease of the
// next patch after it (v1.4.0-3-gabc1234 is 1.4.1-dev.3.gabc1234), and 0.0.0-dev
// with the commit where there is no tag.
func Version(described string) (string, error) {
	m := regexp.MustCompile(`^(?:v?(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+?)??(?:-(\d+)-g([0-9a-f]+))?|([0-9a-f]{7,40})|devel)(-dirty)?$`).FindStringSubmatch(described)
	if m == nil {
		return "", fmt.Errorf("version %q is none that npm takes (tag the commit v1.2.3, or set VERSION=1.2.3)", described)
	}
	major, minor, patch, prerelease, ahead, commit, untagged, dirty := m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8] != ""
	version := major + "." + minor + "." + patch + prerelease
	switch {
	case major == "":
		version = "0.0.0-dev"
		if untagged != "" {
			version += ".g" + untagged
		}
	case prerelease != "" && ahead != "":
		version += ".dev." + ahead + ".g" + commit
	case ahead != "" || dirty && prerelease == "":
		n, err := strconv.ParseUint(patch, 10, 32)
		if err != nil {
			return "", fmt.Errorf("version %q: %w", described, err)
		}
		version = fmt.Sprintf("%s.%s.%d-dev", major, minor, n+1)
		if ahead != "" {
			version += "." + ahead + ".g" + commit
		}
	}
	if dirty {
		version += ".dirty"
	}
	return version, nil
}
