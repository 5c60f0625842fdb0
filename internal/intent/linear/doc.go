// Package linear is the learning machine under the classifiers of package
// intent: it numbers features and weighs them by how rare they are
// (Vectorizer), and fits one-against-the-rest weights to examples (Train).
//
// It knows nothing of words or of what the classes mean. The same examples
// give the same weights to the bit, however many processors work. Start
// reading at Train and Model.Margins.
package linear
