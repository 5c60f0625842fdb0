//go:build !linux

package chaos

import "syscall"

// diesWithParent has no counterpart here: the test's cleanup ends processes.
func diesWithParent() *syscall.SysProcAttr { return nil }
