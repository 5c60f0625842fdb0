package chaos

import "syscall"

// diesWithParent makes the kernel kill a process with the one that started it.
func diesWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
