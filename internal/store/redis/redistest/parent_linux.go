package redistest

import "syscall"

// diesWithParent makes the kernel end a server with the test that started it,
// however that ends.
func diesWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
