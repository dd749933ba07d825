/*
 * Every icon that the application uses, under the name of its meaning. They are
 * imported one by one: the package's index has 10,700 more, which every build
 * would have to read.
 */
export { default as AddIcon } from '@mui/icons-material/Add';
export { default as BackIcon } from '@mui/icons-material/ArrowBack';
export { default as DashboardIcon } from '@mui/icons-material/Assessment';
export { default as ScheduleIcon } from '@mui/icons-material/CalendarMonth';
export { default as DoneIcon } from '@mui/icons-material/CheckCircle';
export { default as CloseIcon } from '@mui/icons-material/Close';
export { default as CompareIcon } from '@mui/icons-material/CompareArrows';
export { default as DarkModeIcon } from '@mui/icons-material/DarkMode';
export { default as DownloadIcon } from '@mui/icons-material/Download';
export { default as EditIcon } from '@mui/icons-material/Edit';
export { default as ErrorIcon } from '@mui/icons-material/ErrorOutlined';
export { default as PaintIcon } from '@mui/icons-material/FormatPaint';
export { default as ProjectsIcon } from '@mui/icons-material/HomeWork';
export { default as LightModeIcon } from '@mui/icons-material/LightMode';
export { default as PdfIcon } from '@mui/icons-material/PictureAsPdf';
export { default as PricesIcon } from '@mui/icons-material/PriceChange';
export { default as EstimateIcon } from '@mui/icons-material/RequestQuote';
export { default as ResetIcon } from '@mui/icons-material/RestartAlt';
export { default as SearchIcon } from '@mui/icons-material/Search';
export { default as SentIcon } from '@mui/icons-material/Send';
export { default as SettingsIcon } from '@mui/icons-material/Settings';
export { default as UploadIcon } from '@mui/icons-material/UploadFile';
export { default as RoomsIcon } from '@mui/icons-material/ViewInAr';
