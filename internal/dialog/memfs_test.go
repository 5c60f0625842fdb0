package dialog_test

import (
	"io/fs"
	"testing/fstest"
)

// memFS is documents in memory.
type memFS map[string][]byte

func (m memFS) Open(name string) (fs.File, error) {
	f := fstest.MapFS{}
	for n, b := range m {
		f[n] = &fstest.MapFile{Data: b}
	}
	return f.Open(name)
}
