package budgets

import "github.com/paintbox-build/paintbox/asset"

// ownCode stands for the application's own modules where packages are listed.
const ownCode = "(own code)"

// packageBytes sums the raw bytes of every package over all files.
func packageBytes(b *asset.Build) map[string]asset.Size {
	sums := map[string]asset.Size{}
	for _, f := range published(b) {
		for _, s := range f.Shares {
			sums[packageOf(s)] += s.Bytes
		}
	}
	return sums
}

func packageOf(s asset.Share) string {
	if s.Package == "" {
		return ownCode
	}
	return s.Package
}
