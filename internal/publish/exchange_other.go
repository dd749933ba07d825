//go:build !linux && !darwin

package publish

import "errors"

// exchange would swap two directories in one step; this system cannot.
func exchange(_, _ string) error { return errors.ErrUnsupported }
