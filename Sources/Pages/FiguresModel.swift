/// The street's figures, as the board and the report show them.
package struct FiguresModel: Sendable, Equatable {
    /// Figures of nothing.
    package init() {}
}

/// The figures as they stand on the board: who serves whom as a matrix and as a picture, and the
/// medians.
struct FiguresView {
    let model: FiguresModel
    let reader: Reader

    var part: HTML { HTML(.section) }
}
