package app

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// keptWeights keeps what the words of a guide were fitted to in a directory, so
// that a start with the same documents fits nothing. Nothing is lost with it.
type keptWeights struct {
	dir string
	log *slog.Logger
}

const weightsExt = ".weights"

// Load implements intent.Kept.
func (k keptWeights) Load(name string) []byte {
	b, err := os.ReadFile(k.file(name))
	if err != nil {
		return nil // fitted anew
	}
	return b
}

// Keep implements intent.Kept. Weights of documents as they were before go.
func (k keptWeights) Keep(name string, weights []byte) {
	if err := k.keep(name, weights); err != nil {
		k.log.Warn("what was learnt from the documents can't be kept; the next start learns it anew", "err", err)
	}
}

func (k keptWeights) keep(name string, weights []byte) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(k.dir, "new-*"+weightsExt)
	if err != nil {
		return err
	}
	_, err = f.Write(weights)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), k.file(name))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return k.clean(name)
}

// clean deletes all weights but those of a name.
func (k keptWeights) clean(name string) error {
	all, err := filepath.Glob(filepath.Join(k.dir, "*"+weightsExt))
	if err != nil {
		return fmt.Errorf("%s: %w", k.dir, err)
	}
	for _, file := range all {
		if file == k.file(name) {
			continue
		}
		if e := os.Remove(file); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func (k keptWeights) file(name string) string { return filepath.Join(k.dir, name+weightsExt) }
