//go:build !linux

package redistest

import "syscall"

// diesWithParent has no counterpart here: the test's cleanup ends servers.
func diesWithParent() *syscall.SysProcAttr { return nil }
