package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// Keys are how a backup is encrypted, or read again. None: not at all.
type Keys struct {
	Recipients string // public keys, a line each: whoever has the identity of one can read it
	Identities string // the secrets that belong to such keys
	Passphrase string // instead of either
}

// Errors of keys.
var (
	ErrSealed   = errors.New("the backup is encrypted: name its identity or its passphrase")
	ErrUnsealed = errors.New("the backup is not encrypted, though a key for it is named: is it the right one?")
)

// Seal returns what encrypts a stream into to, in age's format. Close ends it,
// and leaves to open.
func (k Keys) Seal(to io.Writer) (io.WriteCloser, error) {
	var recipients []age.Recipient
	var err error
	switch {
	case k.Passphrase != "":
		var one *age.ScryptRecipient
		one, err = age.NewScryptRecipient(k.Passphrase)
		recipients = []age.Recipient{one}
	case k.Recipients != "":
		recipients, err = age.ParseRecipients(strings.NewReader(k.Recipients))
	default:
		return open{to}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("keys to encrypt with: %w", err)
	}
	return age.Encrypt(to, recipients...)
}

// open is a stream that is not encrypted.
type open struct{ io.Writer }

// Close does nothing.
func (open) Close() error { return nil }

// sealedBy is how what age has encrypted begins.
const sealedBy = "age-encryption.org/"

// Unseal returns what stands in a stream, whether it is encrypted or not.
// ErrSealed when it is and there is no key, ErrUnsealed when it is not and there
// is one.
func (k Keys) Unseal(from io.Reader) (io.Reader, error) {
	b := bufio.NewReader(from)
	head, err := b.Peek(len(sealedBy))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	sealed, keyed := bytes.Equal(head, []byte(sealedBy)), k.Passphrase != "" || k.Identities != ""
	switch {
	case sealed && !keyed:
		return nil, ErrSealed
	case !sealed && keyed:
		return nil, ErrUnsealed
	case !sealed:
		return b, nil
	}
	var identities []age.Identity
	if k.Passphrase != "" {
		var one *age.ScryptIdentity
		one, err = age.NewScryptIdentity(k.Passphrase)
		identities = []age.Identity{one}
	} else {
		identities, err = age.ParseIdentities(strings.NewReader(k.Identities))
	}
	if err != nil {
		return nil, fmt.Errorf("keys to read with: %w", err)
	}
	r, err := age.Decrypt(b, identities...)
	if err != nil {
		return nil, fmt.Errorf("the backup can't be decrypted: %w", err)
	}
	return r, nil
}
