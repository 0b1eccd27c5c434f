"""A small window at the screen's corner; pressing the mouse in it drags the file it was given."""

import sys

from PyQt6.QtCore import QMimeData, Qt, QUrl
from PyQt6.QtGui import QDrag
from PyQt6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def mousePressEvent(self, _):  # noqa: N802
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


application = QApplication(sys.argv)
source = Source("drag me")
source.setWindowTitle("Source")
source.setGeometry(0, 0, 80, 60)
source.show()
application.exec()
