package oauth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"

	"hotro/internal/secret"
)

// keys encrypts grants, signs the state of a login and makes its PKCE verifier,
// each with a key of its own. The keys come from the app's secret, so they are
// the same in every replica.
type keys struct {
	appID  string
	secret secret.String
	rand   io.Reader
}

// seal encrypts the record for the store: AES-256-GCM, bound to the key it is
// stored under.
func (k keys) seal(g grant, under string) ([]byte, error) {
	plain, err := json.Marshal(g)
	if err != nil {
		return nil, fmt.Errorf("encode the Zalo grant: %w", err)
	}
	gcm, err := k.cipher()
	if err != nil {
		return nil, err
	}
	nonce := k.random(gcm.NonceSize())
	return gcm.Seal(nonce, nonce, plain, []byte(under)), nil
}

// open reads back what seal wrote.
func (k keys) open(b []byte, under string) (grant, error) {
	var g grant
	gcm, err := k.cipher()
	if err != nil {
		return g, err
	}
	if len(b) < gcm.NonceSize() {
		return g, errUnreadable
	}
	n := gcm.NonceSize()
	plain, err := gcm.Open(nil, b[:n], b[n:], []byte(under))
	if err != nil || json.Unmarshal(plain, &g) != nil {
		return grant{}, errUnreadable
	}
	return g, nil
}

func (k keys) cipher() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.derive("hotro zalo grant"))
	if err != nil {
		return nil, fmt.Errorf("cipher for the Zalo grant: %w", err)
	}
	return cipher.NewGCM(block)
}

// derive makes a key for one purpose from the app's secret.
func (k keys) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, []byte(k.secret.Reveal()), []byte(k.appID), purpose, 32)
	if err != nil {
		panic("derive a key: " + err.Error()) // only for lengths SHA-256 can't give
	}
	return key
}

func (k keys) random(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(k.rand, b); err != nil {
		panic("no randomness: " + err.Error()) // crypto/rand never fails
	}
	return b
}
