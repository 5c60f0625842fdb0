package company

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed starter
var starter embed.FS

// Starter returns the folder that a new company begins with: it runs as it is.
func Starter() fs.FS {
	sub, err := fs.Sub(starter, "starter")
	if err != nil {
		panic("company: the starter is embedded: " + err.Error())
	}
	return sub
}

// Init makes dir the folder of a new company and returns the files that it wrote.
// It writes nothing where dir holds anything.
func Init(dir string) ([]string, error) {
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("%s: holds %s already; name a folder that is empty or new", dir, there[0].Name())
	}
	if err := os.CopyFS(dir, Starter()); err != nil {
		return nil, err
	}
	names, err := fs.Glob(Starter(), "*")
	for i, name := range names {
		names[i] = filepath.Join(dir, name)
	}
	return names, err
}
