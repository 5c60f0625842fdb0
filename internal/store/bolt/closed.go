package bolt

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
)

// A store that was closed in order leaves a mark beside its file: what the file
// then looked like. Where it still looks so, nobody has written to it since, and
// Open need not walk it. A program that dies leaves none.

// markOf names the mark of a file.
func markOf(path string) string { return path + ".closed" }

// look is what a file looks like: its first pages, which every transaction
// changes, its size and when it was written last.
func look(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for page := range int64(2) {
		if _, err := io.Copy(h, io.NewSectionReader(f, page*int64(os.Getpagesize()), pageHeader+metaSize)); err != nil {
			return "", err
		}
	}
	b := binary.BigEndian.AppendUint64(nil, uint64(st.Size()))
	return hex.EncodeToString(h.Sum(binary.BigEndian.AppendUint64(b, uint64(st.ModTime().UnixNano())))), nil
}

// closedInOrder reports whether a file was closed in order and not written to
// since. The mark goes with that: the file is about to be used.
func closedInOrder(path string) bool {
	mark, err := os.ReadFile(markOf(path))
	if err != nil {
		return false
	}
	is, err := look(path)
	return errors.Join(err, os.Remove(markOf(path))) == nil && is == string(mark)
}

// markClosed leaves the mark, on the disk. Without it the next Open takes longer.
func markClosed(path string) error {
	is, err := look(path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(markOf(path), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(is)
	return errors.Join(err, f.Sync(), f.Close())
}
